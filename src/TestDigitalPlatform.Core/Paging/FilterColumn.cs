using System.ComponentModel;

namespace TestDigitalPlatform.Generated;

/// <summary>A filter field of a list. Created by generated code.</summary>
/// <typeparam name="TQuery">The list's query.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FilterColumn<TQuery>
{
    private protected FilterColumn(string name, string column) => (Name, Column) = (name, column);

    internal string Name { get; }

    internal string Column { get; }

    /// <summary>Appends <c>and column …</c> for each condition.</summary>
    internal abstract void Append(Sql sql, TQuery query);
}

/// <summary>A filter field of a list with a known type. Created by generated code.</summary>
/// <param name="name">The field in camel case.</param>
/// <param name="column">The column of the team's statement.</param>
/// <param name="get">Takes the conditions from a query.</param>
/// <typeparam name="TQuery">The list's query.</typeparam>
/// <typeparam name="T">The field's type, never nullable.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FilterColumn<TQuery, T>(string name, string column, Func<TQuery, Filter<T>> get)
    : FilterColumn<TQuery>(name, column)
{
    internal override void Append(Sql sql, TQuery query)
    {
        foreach (var condition in get(query).Conditions)
        {
            sql.AppendLiteral(" and q.");
            sql.AppendLiteral(Column);
            Append(sql, condition);
        }
    }

    private static void Append(Sql sql, FilterCondition<T> condition)
    {
        if (condition.Operator is Operators.Null)
        {
            sql.AppendLiteral(condition.IsNull ? " is null" : " is not null");
            return;
        }

        if (condition is { Operator: Operators.Equal, Values.Count: > 1 })
        {
            sql.AppendLiteral(" = any(");
            sql.AppendComparands(condition.Values);
            sql.AppendLiteral(")");
            return;
        }

        var value = condition.Values[0];
        if (condition.Operator is Operators.Contains or Operators.StartsWith)
        {
            sql.AppendLiteral(" ilike ");
            sql.AppendFormatted(Pattern(value as string ?? "", condition.Operator));
            return;
        }

        sql.AppendLiteral(condition.Operator switch
        {
            Operators.Equal => " = ",
            // What has no value is different from any value.
            Operators.NotEqual => " is distinct from ",
            Operators.GreaterThan => " > ",
            Operators.AtLeast => " >= ",
            Operators.LessThan => " < ",
            Operators.AtMost => " <= ",
            _ => throw new ArgumentOutOfRangeException(
                nameof(condition), condition.Operator, "A condition has one operator."),
        });
        sql.AppendComparand(value);
    }

    // The caller's text is matched as it stands: its %, _ and \ are no wildcards.
    private static string Pattern(string text, Operators @operator)
    {
        var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return @operator is Operators.Contains ? $"%{escaped}%" : $"{escaped}%";
    }
}
