import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

export class TelegramUpdates implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Telegram Updates',
		name: 'telegramUpdates',
		icon: { light: 'file:../../icons/updates.svg', dark: 'file:../../icons/updates.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: 'Get updates',
		description: 'Fetch what was written to a Telegram bot, without a public address',
		defaults: { name: 'Telegram Updates' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'telegramUpdatesApi', required: true }],
		requestDefaults: {
			baseURL: '={{$credentials.baseUrl}}/bot{{$credentials.accessToken}}',
			method: 'GET',
			url: '/getUpdates',
			timeout: 70000,
		},
		properties: [
			{
				displayName: 'Offset',
				name: 'offset',
				type: 'number',
				default: 0,
				description: 'The number after the last update that was seen; Telegram forgets all before it',
				routing: { send: { type: 'query', property: 'offset' } },
			},
			{
				displayName: 'Wait (Seconds)',
				name: 'waitS',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 50 },
				default: 12,
				description: 'How long Telegram holds the request while nothing was written',
				routing: { send: { type: 'query', property: 'timeout' } },
			},
			{
				displayName: 'Kinds',
				name: 'kinds',
				type: 'string',
				default: '["message"]',
				description: 'Kinds of updates to fetch, as a JSON list',
				routing: {
					send: { type: 'query', property: 'allowed_updates' },
					output: {
						postReceive: [{ type: 'rootProperty', properties: { property: 'result' } }],
					},
				},
			},
		],
	};
}
