"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TelegramUpdatesApi = void 0;
// The token stands in the path of every Telegram request, where no authentication of n8n can put it.
// So the node builds its address from this credential, and the token never leaves it.
class TelegramUpdatesApi {
    name = 'telegramUpdatesApi';
    displayName = 'Telegram Updates API';
    icon = { light: 'file:../icons/updates.svg', dark: 'file:../icons/updates.dark.svg' };
    documentationUrl = 'https://core.telegram.org/bots/api#getupdates';
    properties = [
        {
            displayName: 'Access Token',
            name: 'accessToken',
            type: 'string',
            typeOptions: { password: true },
            default: '',
            description: 'The same token as in the credential of the Telegram node; BotFather gives it',
        },
        {
            displayName: 'Base URL',
            name: 'baseUrl',
            type: 'string',
            default: 'https://api.telegram.org',
        },
    ];
    test = {
        request: {
            baseURL: '={{$credentials.baseUrl}}/bot{{$credentials.accessToken}}',
            url: '/getMe',
        },
    };
}
exports.TelegramUpdatesApi = TelegramUpdatesApi;
