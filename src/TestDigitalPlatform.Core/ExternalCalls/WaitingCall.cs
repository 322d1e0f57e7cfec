using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.ExternalCalls;

/// <summary>A call that this node has taken.</summary>
/// <param name="Id">The call.</param>
/// <param name="Definition">Its type and who makes it.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Body">Its values, as JSON.</param>
/// <param name="Attempt">The number of this attempt, from 1 on.</param>
/// <param name="Claim">Names this node's hold on it.</param>
/// <param name="Round">How often it was refused and tried again by a person.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="TraceParent">The span that ordered it.</param>
/// <param name="Process">The process that has ordered it.</param>
/// <param name="Instance">Its instance.</param>
/// <param name="Step">The transition.</param>
internal sealed record WaitingCall(
    Guid Id, ExternalCallDefinition Definition, CustomerId? Customer, string Body, int Attempt, int Claim, int Round,
    DateTimeOffset OrderedAt, string? TraceParent, string? Process, Guid? Instance, long Step)
{
    private static readonly UserId Nobody = UserId.Parse("service");

    /// <summary>In whose isolation its outcome is stored.</summary>
    internal Caller Caller => new(Nobody, Customer is null ? Role.PlatformMaintenance : Role.CustomerUser, Customer);

    /// <summary>Names it to the other system.</summary>
    internal string Key => Round == 0 ? Id.ToString() : $"{Id}-{Round}";

    /// <summary>Takes calls that are due.</summary>
    internal static async Task<List<WaitingCall>> TakeDue(
        Database database, ExternalCallRegistry registry, IReadOnlyDictionary<string, int> rooms, IEnumerable<Guid> underWay,
        (DateTimeOffset Now, DateTimeOffset Until) lease, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            select id, type, customer_id, body, attempts, claims, round, ordered_at, trace_parent, process, instance, step
            from tdp.claim_calls($1, $2, $3, $4, $5)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rooms.Keys] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rooms.Values] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. underWay] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = lease.Now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = lease.Until.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new List<WaitingCall>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new WaitingCall(
                reader.GetGuid(0), registry.Find(reader.GetString(1))!,
                reader.IsDBNull(2) ? null : CustomerId.Parse(reader.GetString(2)), reader.GetString(3), reader.GetInt32(4) + 1,
                reader.GetInt32(5), reader.GetInt32(6), reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9),
                reader.IsDBNull(10) ? null : reader.GetGuid(10), reader.IsDBNull(11) ? 0 : reader.GetInt64(11)));
        }

        return taken;
    }

    /// <summary>Its values, with sensitive ones decrypted.</summary>
    internal async Task<IAnyExternalCall> Read(Vault vault, CancellationToken cancellationToken)
    {
        Opening.Begin();
        var call = (IAnyExternalCall)(JsonSerializer.Deserialize(Body, Definition.Call, StoredJson.Options)
            ?? throw new JsonException("The call is null."));
        if (Opening.Take() is { } found)
            await vault.Open(found, Customer, readsAll: Customer is null, cancellationToken);
        return call;
    }
}
