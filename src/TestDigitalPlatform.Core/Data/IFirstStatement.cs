using System.Data.Common;
using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>A statement of the platform's own that rides in front of a fetch, so that it costs no round trip.</summary>
internal interface IFirstStatement
{
    NpgsqlBatchCommand Command();

    /// <summary>Reads the result; may throw to end the fetch.</summary>
    Task Read(DbDataReader reader, CancellationToken cancellationToken);
}
