using System.Data.Common;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Looks whether a message is next of its key, in front of a fetch; and marks it as taken effect.</summary>
/// <param name="message">The message.</param>
/// <param name="needs">The number of its key that must have taken effect before; 0 for none.</param>
/// <param name="isHeld">Whether it was held, and is removed from there when it takes effect.</param>
/// <param name="looks">Reads instances of processes, together with whether the message is next.</param>
internal sealed class InboxMark(TransportMessage message, long needs, bool isHeld, InstanceLooks? looks = null) : IFirstStatement
{
    /// <summary>What <c>tdp.mark_message</c> raises: the message took effect before.</summary>
    internal const string HandledBefore = "TDP03";

    /// <summary>What <c>tdp.mark_message</c> raises: an earlier message of the key has not taken effect.</summary>
    internal const string EarlierMissing = "TDP04";

    /// <summary>How far the key had come when a handler of the message read something.</summary>
    internal long? Seen { get; private set; }

    internal TransportMessage Message { get; } = message;

    internal bool IsHeld { get; } = isHeld;

    internal long Needs { get; } = needs;

    /// <summary>How the handling ends before anything is decided; <see langword="null"/> when the message is next, or
    /// nobody has looked.</summary>
    internal Handling? End { get; private set; }

    bool IFirstStatement.EndsFlow => End is not null;

    /// <summary>Whether a handler of the message has read something, and so decides on how far the key has come.</summary>
    internal bool HasLooked => Seen is not null;

    // How far the key has come is what the decision was made on: when it has come further at the end, it is made again.
    NpgsqlBatchCommand IFirstStatement.Command() => new("select handled, last from tdp.look_at_message($1, $2, $3, $4)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Message.Id },
            new NpgsqlParameter<DateTime> { TypedValue = Message.SentAt.UtcDateTime },
            new NpgsqlParameter<string> { TypedValue = Message.Source },
            new NpgsqlParameter<string?> { TypedValue = Message.Key },
        },
    };

    async Task IFirstStatement.Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        Note(reader.GetBoolean(0), reader.GetInt64(1));
    }

    /// <summary>Finds the instance that the message is for, and how far the key has come.</summary>
    /// <remarks>Whether the message took effect before is left to the end: a process is a pure function, and may be asked once more.</remarks>
    internal async Task<InstanceRow?> LookFor(InstanceName instance, CancellationToken cancellationToken)
    {
        var found = await looks!.Look(Message, instance, cancellationToken);
        IsUnchecked = true;
        Note(wasHandled: false, found.Last);
        return found.Row;
    }

    /// <summary>Whether nobody has looked yet if the message took effect before.</summary>
    internal bool IsUnchecked { get; private set; }

    /// <summary>Looks for it, where there is nothing to store that would find it out.</summary>
    internal async Task Check(Database database, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(((IFirstStatement)this).Command());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await ((IFirstStatement)this).Read(reader, cancellationToken);
        IsUnchecked = false;
    }

    internal void Note(bool wasHandled, long last)
    {
        if (wasHandled)
            End = Handling.Repeated;
        else if (last < Needs)
            End = Handling.TooEarly;
        else
            Seen = last;
    }

    /// <summary>The statement that goes into the batch of the effects; answers whether others of the key wait.</summary>
    internal NpgsqlBatchCommand Command() => new("select tdp.mark_message($1, $2, $3, $4, $5, $6, $7, $8)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Message.Id },
            new NpgsqlParameter<DateTime> { TypedValue = Message.SentAt.UtcDateTime },
            new NpgsqlParameter<string> { TypedValue = Message.Source },
            new NpgsqlParameter<string?> { TypedValue = Message.Key },
            new NpgsqlParameter<long> { TypedValue = Message.Number },
            new NpgsqlParameter<long> { TypedValue = Needs },
            new NpgsqlParameter<long?> { TypedValue = Seen },
            new NpgsqlParameter<bool> { TypedValue = IsHeld },
        },
    };
}
