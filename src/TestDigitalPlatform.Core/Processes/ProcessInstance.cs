using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;

namespace TestDigitalPlatform.Processes;

/// <summary>An instance of a process as it is stored.</summary>
/// <param name="Id">Made of the process's name, the customer and the key.</param>
/// <param name="Key">What the process finds it by.</param>
/// <param name="Version">How many transitions it has had.</param>
/// <param name="Began">The first of them since it began, or began anew.</param>
/// <param name="State">Its state; <see langword="null"/> when it has ended.</param>
/// <param name="WokenAt">When it wanted to be woken, once a message that wakes it is on its way.</param>
internal sealed record ProcessInstance(Guid Id, string Key, long Version, long Began, object? State, DateTimeOffset? WokenAt)
{
    /// <summary>One that has never begun.</summary>
    internal static ProcessInstance None(Guid id, string key) => new(id, key, 0, 0, null, null);

    /// <summary>Names an instance: the same on every node, and different from those of others.</summary>
    /// <returns>A UUID of version 8 (RFC 9562, section 5.8).</returns>
    internal static Guid IdOf(string process, CustomerId? customer, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{process}\0{customer?.Value}\0{key}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

/// <summary>Takes an instance off the wire.</summary>
internal sealed class ProcessResult(ProcessDefinition process) : Result<ProcessInstance?>
{
    // Of this process and this customer: whoever sent the message may have said something else.
    private static Sql Of(ProcessDefinition process, CustomerId? customer, Guid id) =>
        $"""
        select key, version, state, body::text, woken_at, ended_at is not null, began from tdp.process
        where id = {id} and process = {process.Name} and customer_id is not distinct from {customer?.Value}::text
        """;

    private Guid Id { get; init; }

    internal static Task<ProcessInstance?> Fetch(
        DbBatch batch, ProcessDefinition process, CustomerId? customer, Guid id, CancellationToken cancellationToken) =>
        batch.Ask(new ProcessResult(process) { Id = id }, Of(process, customer, id), cancellationToken);

    /// <summary>The instance, where nothing else is fetched.</summary>
    internal static async Task<ProcessInstance?> Fetch(
        Db db, ProcessDefinition process, CustomerId? customer, Guid id, CancellationToken cancellationToken)
    {
        if (db.Ahead is not InboxMark mark)
            return await Fetch(db.Batch(), process, customer, id, cancellationToken);
        var row = await mark.LookFor(new InstanceName(id, process.Name, customer?.Value), cancellationToken);
        if (db.EndsFlow || row is null)
            return null;
        var result = new ProcessResult(process) { Id = id };
        var instance = result.Instance(row);
        await db.Unseal(result, cancellationToken);
        return instance;
    }

    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        Value = await reader.ReadAsync(cancellationToken) ? Row(reader) : null;
    }

    private ProcessInstance Row(DbDataReader reader) => Instance(new InstanceRow(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetBoolean(5), reader.GetInt64(6)));

    private ProcessInstance Instance(InstanceRow row) => new(
        Id, row.Key, row.Version, row.Began, row.IsOver ? null : StateOf(row.State, row.Body), row.WokenAt);

    private object StateOf(string name, string json)
    {
        var type = process.StateOf(name) ?? throw new UnreadableMessageException(
            "process.unknown_state", $"The process '{process.Name}' has no state '{name}'. If it was renamed, add "
            + $"[FormerName(\"{name}\")] to the state; then replay the message.")
        { MayBeKnownElsewhere = true };
        try
        {
            return ReadJson(json, type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new UnreadableMessageException(
                "process.unreadable_state", $"The stored state '{name}' of the process '{process.Name}' can't be read: {e.Message} "
                + "Give a new member a default; then replay the message.", e)
            { MayBeKnownElsewhere = true };
        }
    }
}
