import type {
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

interface Problem {
	title?: string;
	detail?: string;
	next_step?: string;
}

/** Turn a problem of Consilium's into an error that shows what to do next, and when to come back. */
export async function explain(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const { statusCode, headers, body } = response;
	if (statusCode < 400) {
		return items;
	}
	const problem = (typeof body === 'object' && body !== null ? body : {}) as Problem;
	const wait = headers['retry-after'];
	const title = `Consilium: ${problem.title ?? 'the reply could not be read'} (${statusCode})`;
	const words = [
		problem.detail,
		problem.next_step && `Next step: ${problem.next_step}`,
		wait && `Come back in ${String(wait)} s.`,
	].filter(Boolean);
	// An error branch is given the message alone, so the next step must stand in it, too.
	throw new NodeApiError(this.getNode(), problem as JsonObject, {
		message: [title, ...words].join(' · '),
		description: words.join(' · ') || 'See whether a proxy stands in between.',
		httpCode: String(statusCode),
		itemIndex: this.getItemIndex(),
	});
}

/** A successful reply must say something: an empty body is not a verdict. */
export async function insist(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const { body } = response;
	const said = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
	if (!said) {
		throw new NodeApiError(this.getNode(), {}, {
			message: `Consilium: an empty or unreadable reply (${response.statusCode})`,
			description: 'See whether the Base URL leads to consilium serve, without a proxy that answers for it.',
			httpCode: String(response.statusCode),
			itemIndex: this.getItemIndex(),
		});
	}
	return items;
}
