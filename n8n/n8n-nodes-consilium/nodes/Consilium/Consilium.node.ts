import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { fields, operation } from './properties';

export class Consilium implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Consilium',
		name: 'consilium',
		icon: { light: 'file:../../icons/consilium.svg', dark: 'file:../../icons/consilium.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"]}}',
		description: 'Put a hard question to a panel of language models and get one verdict',
		defaults: { name: 'Consilium' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'consiliumApi', required: true }],
		requestDefaults: {
			baseURL: '={{$credentials.baseUrl}}',
			headers: { Accept: 'application/json' },
			// Errors are read, not only noticed: what Consilium says about them stands in the body.
			ignoreHttpStatusErrors: true,
		},
		properties: [operation, ...fields],
	};
}
