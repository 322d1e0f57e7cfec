using System.Data.Common;
using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>A statement of the platform's own that rides in front of a fetch, so that it costs no round trip.</summary>
/// <remarks>
/// The fetch goes on whatever it reads: an exception here would pass through the team's own code, which may catch it.
/// What was read is a value, and the pipeline looks at it when the fetch has ended.
/// </remarks>
internal interface IFirstStatement
{
    /// <summary>Whether nothing is to be decided any more, because of what was read.</summary>
    bool EndsFlow { get; }

    NpgsqlBatchCommand Command();

    Task Read(DbDataReader reader, CancellationToken cancellationToken);
}
