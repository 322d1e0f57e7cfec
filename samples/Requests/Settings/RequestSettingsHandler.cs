namespace Requests;

internal sealed class RequestSettingsHandler
    : SettingsHandler<GetRequestSettings, ChangeRequestSettings, RequestSettings>;
