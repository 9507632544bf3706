import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

export class ConsiliumApi implements ICredentialType {
	name = 'consiliumApi';

	displayName = 'Consilium API';

	icon: Icon = { light: 'file:../icons/consilium.svg', dark: 'file:../icons/consilium.dark.svg' };

	documentationUrl = 'https://docs.n8n.io/integrations/community-nodes/usage/';

	properties: INodeProperties[] = [
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

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'X-API-Key': '={{$credentials.apiKey}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/v1/panel',
		},
	};
}
