"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Consilium = void 0;
const n8n_workflow_1 = require("n8n-workflow");
const properties_1 = require("./properties");
class Consilium {
    description = {
        displayName: 'Consilium',
        name: 'consilium',
        icon: { light: 'file:../../icons/consilium.svg', dark: 'file:../../icons/consilium.dark.svg' },
        group: ['transform'],
        version: 1,
        subtitle: '={{$parameter["operation"]}}',
        description: 'Put a hard question to a panel of language models and get one verdict',
        defaults: { name: 'Consilium' },
        usableAsTool: true,
        inputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        outputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        credentials: [{ name: 'consiliumApi', required: true }],
        requestDefaults: {
            baseURL: '={{$credentials.baseUrl}}',
            headers: { Accept: 'application/json' },
            // Errors are read, not only noticed: what Consilium says about them stands in the body.
            ignoreHttpStatusErrors: true,
        },
        properties: [properties_1.operation, ...properties_1.fields],
    };
}
exports.Consilium = Consilium;
