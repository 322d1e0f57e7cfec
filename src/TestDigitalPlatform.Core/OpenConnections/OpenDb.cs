using Npgsql;

namespace TestDigitalPlatform;

/// <summary>An open connection in the caller's isolation, for code that needs the whole of ADO.NET.</summary>
/// <remarks>
/// Given by <see cref="Db.Open{T}(Func{OpenDb, Task{T}}, CancellationToken)"/> and valid until the function given there
/// ends. Use it from one thread at a time.
/// </remarks>
public sealed class OpenDb
{
    internal OpenDb(
        NpgsqlConnection connection, NpgsqlTransaction transaction, TimeSpan limit, CancellationToken cancellationToken)
    {
        Connection = connection;
        Transaction = transaction;
        Limit = limit;
        CancellationToken = cancellationToken;
    }

    /// <summary>The connection. The platform opens and returns it: do not close it or keep it.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>
    /// The transaction that every statement on <see cref="Connection"/> belongs to: read-only, and one snapshot of the data
    /// for all its statements (<c>repeatable read</c>).
    /// </summary>
    /// <remarks>
    /// Hand it to libraries that ask for a transaction. The platform ends it: do not commit it or roll it back.
    /// </remarks>
    public NpgsqlTransaction Transaction { get; }

    /// <summary>How long the connection may be used in total.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Canceled when the caller gives up or when <see cref="Limit"/> is over: pass it to every call.</summary>
    public CancellationToken CancellationToken { get; }
}
