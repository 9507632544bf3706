import type { INodeProperties } from 'n8n-workflow';
import { explain, insist } from './explain';

const ASKING = ['ask', 'start', 'followUp'];

export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'ask',
	options: [
		{
			name: 'Ask',
			value: 'ask',
			action: 'Ask a question and wait for the verdict',
			description: 'Wait for the verdict; what takes longer than your patience comes back as a running debate',
			routing: {
				request: { method: 'POST', url: '/v1/ask' },
				output: { postReceive: [explain, insist] },
			},
		},
		{
			name: 'Follow Up',
			value: 'followUp',
			action: 'Ask a follow up question',
			description: 'Start a debate that knows what an earlier one found',
			routing: {
				request: {
					method: 'POST',
					url: '=/v1/runs/{{encodeURIComponent($parameter["runId"])}}/follow-up',
				},
				output: { postReceive: [explain, insist] },
			},
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get a debate',
			description: 'Look how far a debate is; its verdict is there when it is done',
			routing: {
				request: { method: 'GET', url: '=/v1/runs/{{encodeURIComponent($parameter["runId"])}}' },
				output: { postReceive: [explain, insist] },
			},
		},
		{
			name: 'Get Transcript',
			value: 'getTranscript',
			action: 'Get a transcript',
			description: 'The whole debate or its verdict card as Markdown',
			routing: {
				request: {
					method: 'GET',
					url: '=/v1/runs/{{encodeURIComponent($parameter["runId"])}}/export',
					encoding: 'text',
					json: false,
				},
				output: {
					postReceive: [
						explain,
						{ type: 'set', properties: { value: '={{ { "transcript": $response.body } }}' } },
					],
				},
			},
		},
		{
			name: 'Start',
			value: 'start',
			action: 'Start a debate',
			description: 'Start a debate and go on at once; look later with Get, or be called back',
			routing: {
				request: { method: 'POST', url: '/v1/runs' },
				output: { postReceive: [explain, insist] },
			},
		},
	],
};

export const fields: INodeProperties[] = [
	{
		displayName: 'Run ID',
		name: 'runId',
		type: 'string',
		required: true,
		default: '',
		description: 'The ID that Start, Ask or Follow Up gave',
		displayOptions: { show: { operation: ['followUp', 'get', 'getTranscript'] } },
	},
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		displayOptions: { show: { operation: ASKING } },
		routing: { send: { type: 'body', property: 'question' } },
	},
	{
		displayName: 'Patience (Seconds)',
		name: 'waitS',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 290 },
		default: 90,
		description: 'How long to wait for the verdict; n8n itself ends any request after 300 seconds',
		displayOptions: { show: { operation: ['ask'] } },
		routing: { send: { type: 'body', property: 'wait_s' } },
	},
	{
		displayName: 'Wait for the End (Seconds)',
		name: 'waitForEndS',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 60 },
		default: 0,
		description: 'How long to wait when the debate is not over yet',
		displayOptions: { show: { operation: ['get'] } },
		routing: { send: { type: 'query', property: 'wait_s' } },
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'Verdict Card', value: 'card' },
			{ name: 'Whole Debate', value: 'md' },
		],
		default: 'card',
		displayOptions: { show: { operation: ['getTranscript'] } },
		routing: { send: { type: 'query', property: 'format' } },
	},
	{
		displayName: 'Leave Out Private Notes',
		name: 'redact',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out what was made from private notes; keep it on where the result leaves your machine',
		displayOptions: { show: { operation: ['ask', 'get', 'getTranscript'] } },
		routing: { send: { type: 'query', property: 'redact' } },
	},
	{
		displayName: 'Options',
		name: 'more',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: ASKING } },
		options: [
			{
				displayName: 'Answer Options',
				name: 'options',
				type: 'string',
				default: '',
				placeholder: 'e.g. Yes, it does; No, it does not',
				description: 'The answers to choose from, separated by semicolons; they are labelled A, B, C …',
				routing: {
					send: {
						type: 'body',
						property: 'options',
						value: '={{ $value.split(";").map((one) => one.trim()).filter(Boolean) }}',
					},
				},
			},
			{
				displayName: 'Callback URL',
				name: 'callback',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $execution.resumeUrl }}',
				description: 'Where the end of the debate is reported; must be allowed in the settings of the server',
				displayOptions: { show: { '/operation': ['start', 'followUp'] } },
				routing: { send: { type: 'body', property: 'callback.url', propertyInDotNotation: true } },
			},
			{
				displayName: 'Debate',
				name: 'debate',
				type: 'options',
				options: [
					{ name: 'Always', value: 'always' },
					{ name: 'Never', value: 'never' },
					{ name: 'When the Panel Splits', value: 'when_split' },
				],
				default: 'when_split',
				routing: { send: { type: 'body', property: 'debate' } },
			},
			{
				displayName: 'Idempotency Key',
				name: 'idempotencyKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The same key with the same question gives the same debate again instead of a second one',
				displayOptions: { show: { '/operation': ['start'] } },
				routing: { request: { headers: { 'Idempotency-Key': '={{ $value }}' } } },
			},
			{
				displayName: 'Kind',
				name: 'kind',
				type: 'options',
				options: [
					{ name: 'Choice', value: 'choice' },
					{ name: 'Expression', value: 'expression' },
					{ name: 'Number', value: 'number' },
					{ name: 'Open', value: 'open' },
					{ name: 'Yes or No', value: 'yes_no' },
					{ name: 'Yes, No or Maybe', value: 'yes_no_maybe' },
				],
				default: 'open',
				description: 'What an answer looks like',
				routing: { send: { type: 'body', property: 'kind' } },
			},
			{
				displayName: 'Members',
				name: 'members',
				type: 'string',
				default: '',
				placeholder: 'e.g. qwen, claude',
				description: 'Who sits on the panel this time, separated by commas',
				routing: {
					send: {
						type: 'body',
						property: 'members',
						value: '={{ $value.split(",").map((one) => one.trim()).filter(Boolean) }}',
					},
				},
			},
			{
				displayName: 'Rounds',
				name: 'rounds',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1,
				description: 'Rounds of critique at most',
				routing: { send: { type: 'body', property: 'rounds' } },
			},
		],
	},
];
