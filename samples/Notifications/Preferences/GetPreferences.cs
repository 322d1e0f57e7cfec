namespace Notifications;

internal sealed class GetPreferencesHandler : IQueryHandler<GetPreferences, IReadOnlyList<Preference>, Preferences>
{
    public Task<IReadOnlyList<Preference>> Fetch(GetPreferences query, Db db, CancellationToken cancellationToken) =>
        db.List<Preference>(
            $"select kind, in_app, by_email from preference where customer_id = {db.Customer} and user_id = {db.User}", cancellationToken);

    public static Preferences Process(GetPreferences query, IReadOnlyList<Preference> fetched, QueryContext context) => new(
        [.. Enum.GetValues<NotificationKind>().Select(
            kind => fetched.FirstOrDefault(said => said.Kind == kind) ?? new Preference(kind, InApp: true, ByEmail: true))]);
}
