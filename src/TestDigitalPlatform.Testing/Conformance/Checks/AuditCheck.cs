using System.Net.Http.Headers;
using Npgsql;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class AuditCheck : IConformanceCheck
{
    private static readonly EntityTagHeaderValue NoVersion = new("\"987654321\"");

    public string Promise => "each attempt to change something is in the audit: accepted, refused or denied, by whom and for which customer.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations.Where(o => o.Operation.IsCommand))
        {
            var given = await session.Arrange(profile);
            var (caller, call) = (given.Caller(profile.UsualRole), MessageCall.Of(profile, given));
            await Look(session, findings, call, caller, "refused", call.Request(NoVersion));
            await Look(session, findings, call, caller, "accepted", call.Request());
            foreach (var role in profile.Refused.Take(1))
                await Look(session, findings, call, given.Caller(role), "denied", call.Request());
        }
    }

    private static async Task Look(
        ConformanceSession session, List<Finding> findings, MessageCall call, Caller caller, string outcome, HttpRequestMessage request)
    {
        var before = await Count(session, call.Profile, caller, outcome);
        var answer = await session.Send(caller, request);
        var rows = await Count(session, call.Profile, caller, outcome) - before;
        if (rows != 1)
            findings.Add(new Finding(call.Profile.ToString(), $"{answer} left {rows} rows '{outcome}' in the audit, and not 1 (by {caller.User})."));
    }

    private static async Task<long> Count(ConformanceSession session, OperationProfile profile, Caller caller, string outcome)
    {
        await using var connection = await session.Service.Database.OpenAsSuperuser();
        await using var command = new NpgsqlCommand(
            """
            select count(*) from tdp.audit
            where operation = $1 and actor = $2 and customer_id is not distinct from $3 and outcome = $4
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = profile.Operation.Name },
                new() { Value = caller.User.Value },
                new() { Value = (object?)caller.Customer?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = outcome },
            },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
