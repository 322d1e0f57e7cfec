using System.Net.Http.Headers;
using Npgsql;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class AuditCheck : IConformanceCheck
{
    private static readonly EntityTagHeaderValue NoVersion = new("\"987654321\"");

    public string Promise =>
        "each attempted change is recorded in the audit with its outcome, user and customer.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations.Where(o => o.Operation.IsCommand))
        {
            var given = await session.Arrange(profile);
            var (caller, call) = (given.Caller(profile.UsualRole), MessageCall.Of(profile, given));
            var attempts = new List<(Caller Caller, string Outcome, HttpRequestMessage Request)>
            {
                (caller, "refused", call.Request(NoVersion)),
                (caller, "accepted", call.Request()),
            };
            attempts.AddRange(profile.Refused.Take(1).Select(role => (given.Caller(role), "denied", call.Request())));
            foreach (var (who, outcome, request) in attempts)
            {
                var before = await Count(session, profile, who, outcome);
                var answer = await session.Send(who, request);
                if (await Count(session, profile, who, outcome) - before is var rows and not 1)
                    findings.Add(new Finding(profile.ToString(), $"{answer} {Left(rows, outcome, who)}"));
            }
        }
    }

    private static string Left(long rows, string outcome, Caller caller) =>
        $"left {rows} rows '{outcome}' in the audit instead of 1 (by {caller.User}).";

    private static async Task<long> Count(
        ConformanceSession session, OperationProfile profile, Caller caller, string outcome)
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
                new NpgsqlParameter<string?> { TypedValue = caller.Customer?.Value },
                new() { Value = outcome },
            },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
