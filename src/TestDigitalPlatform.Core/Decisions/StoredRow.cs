using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>One statement of a decision.</summary>
/// <param name="Sql">The statement with its values.</param>
/// <param name="Kind">What it does to rows.</param>
/// <param name="OrRefuse">The refusal if a constraint is violated.</param>
/// <param name="Constraint">The constraint that <paramref name="OrRefuse"/> applies to; any if
/// <see langword="null"/>.</param>
public sealed record StoredRow(Sql Sql, RowChange Kind, Refusal? OrRefuse = null, string? Constraint = null)
{
    /// <summary>The statement as it goes into the decision's batch.</summary>
    /// <exception cref="PlatformException">TDP1095: the statement is not what the decision says.</exception>
    internal NpgsqlBatchCommand Command() => Database.Command(
        Kind switch
        {
            RowChange.Insert => Sql.Rendered.Insert,
            RowChange.Change => Sql.Rendered.Change,
            _ => Sql.Text,
        },
        Sql);
}
