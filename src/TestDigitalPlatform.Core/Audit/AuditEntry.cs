using System.Diagnostics;
using Npgsql;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Audit;

/// <summary>One attempt to change something: who, on whose behalf, what, on which thing, how it ended, when.</summary>
internal sealed record AuditEntry(CommandCall Call, string Outcome, string? Reason, string? Target, DateTimeOffset At)
{
    private const string Sql = """
        insert into tdp.audit (id, at, operation, actor, on_behalf_of, role, customer_id, target, outcome, reason, trace_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const int MaxTargetLength = 200;

    internal static AuditEntry Of<TAnswer>(CommandCall call, Decision<TAnswer> decision, DateTimeOffset now) => new(
        call,
        decision.Refusal is null ? "accepted" : "refused",
        decision.Refusal?.Code,
        decision.Target ?? call.Target ?? (decision.Events is [var first, ..] ? first.Subject : null),
        now);

    internal static AuditEntry Denied(CommandCall call, string reason, DateTimeOffset now) =>
        new(call, "denied", reason, call.Target, now);

    internal NpgsqlBatchCommand Insert()
    {
        var caller = Call.Caller;
        return new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(At) },
                new NpgsqlParameter<DateTime> { TypedValue = At.UtcDateTime },
                new NpgsqlParameter<string> { TypedValue = Call.Operation.Name },
                new NpgsqlParameter<string>
                {
                    TypedValue = caller is null ? "anonymous" : (caller.Actor ?? caller.User).Value,
                },
                new NpgsqlParameter<string?> { TypedValue = caller?.Actor is null ? null : caller.User.Value },
                new NpgsqlParameter<string> { TypedValue = caller is null ? "none" : EnumText<Role>.Of(caller.Role) },
                new NpgsqlParameter<string?> { TypedValue = caller?.Customer?.Value },
                new NpgsqlParameter<string?> { TypedValue = Beginning(Target) },
                new NpgsqlParameter<string> { TypedValue = Outcome },
                new NpgsqlParameter<string?> { TypedValue = Reason },
                new NpgsqlParameter<string?> { TypedValue = Activity.Current?.TraceId.ToString() },
            },
        };
    }

    // Whoever is denied chooses the target. Cut within a surrogate pair, it could not be stored, and nor could the
    // attempt.
    private static string? Beginning(string? target)
    {
        if (target is not { Length: > MaxTargetLength })
            return target;
        return target[..(char.IsHighSurrogate(target[MaxTargetLength - 1]) ? MaxTargetLength - 1 : MaxTargetLength)];
    }
}
