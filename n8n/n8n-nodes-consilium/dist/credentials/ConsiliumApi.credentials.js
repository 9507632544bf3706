"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ConsiliumApi = void 0;
class ConsiliumApi {
    name = 'consiliumApi';
    displayName = 'Consilium API';
    icon = { light: 'file:../icons/consilium.svg', dark: 'file:../icons/consilium.dark.svg' };
    documentationUrl = 'https://docs.n8n.io/integrations/community-nodes/usage/';
    properties = [
        {
            displayName: 'Base URL',
            name: 'baseUrl',
            type: 'string',
            default: 'http://127.0.0.1:8377',
            description: 'Where consilium serve listens',
        },
        {
            displayName: 'API Key',
            name: 'apiKey',
            type: 'string',
            typeOptions: { password: true },
            default: '',
            description: 'Printed once by: consilium keys create n8n',
        },
    ];
    authenticate = {
        type: 'generic',
        properties: {
            headers: {
                'X-API-Key': '={{$credentials.apiKey}}',
            },
        },
    };
    test = {
        request: {
            baseURL: '={{$credentials.baseUrl}}',
            url: '/v1/panel',
        },
    };
}
exports.ConsiliumApi = ConsiliumApi;
