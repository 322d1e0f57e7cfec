using System.Text;
using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Tells which earlier message a message waits for.</summary>
/// <remarks>
/// A message says the last number of each type that its key had before. The service waits for the highest of those that it
/// handles, and for none that was told before it began to.
/// </remarks>
internal sealed class MessageOrder
{
    private readonly Dictionary<string, long> since;

    private MessageOrder(Dictionary<string, long> since) => this.since = since;

    /// <summary>Notes which types are handled from now on.</summary>
    internal static async Task<MessageOrder> Begin(
        Database database, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select type, since from tdp.handle_types($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. types] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var since = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            // What only other nodes handle during a rollout is not waited for.
            if (types.Contains(reader.GetString(0)))
                since.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return new MessageOrder(since);
    }

    /// <summary>The number that must have taken effect before; 0 for none.</summary>
    /// <exception cref="JsonException">The message says it in no form that can be read.</exception>
    internal long Needs(TransportMessage message)
    {
        if (message.Key is null || message.Previous is not { Length: > 2 } previous)
            return 0;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(previous));
        var needs = 0L;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var type = reader.GetString()!;
            reader.Read();
            if (!reader.TryGetInt64(out var number))
                throw new JsonException($"The previous number of '{type}' is not a number.");
            if (since.TryGetValue(type, out var begun) && number >= begun && number < message.Number)
                needs = Math.Max(needs, number);
        }

        return needs;
    }
}
