using System.Text;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>The conditions on one field.</summary>
/// <typeparam name="T">The type of the field.</typeparam>
internal sealed class FilterPart<T>(MemberDescription member) : QueryPart(member)
    where T : notnull
{
    internal override void Write(StringBuilder query, object message)
    {
        var filter = (Filter<T>)Member.Get(message)!;
        var sent = Operators.None;
        foreach (var condition in filter.Conditions)
        {
            // Sent twice, a value would mean "one or the other", which is not what two conditions mean.
            if ((sent & condition.Operator) != 0 && condition.Operator != Operators.NotEqual)
                throw Unsendable($"the operator {condition.Operator} can be used only once");
            sent |= condition.Operator;
            Append(query, Name(condition.Operator), Value(condition));
        }
    }

    private string Value(FilterCondition<T> condition) => condition.Operator switch
    {
        Operators.Null => condition.IsNull ? "true" : "false",
        _ when condition.Values.Count == 0 => throw Unsendable("a comparison requires a value"),
        Operators.Equal or Operators.NotEqual => AddressText.Of(condition.Values.Cast<object>()),
        _ when condition.Values.Count > 1 => throw Unsendable($"{condition.Operator} takes one value"),
        _ => AddressText.Of(condition.Values[0]),
    };

    private string Name(Operators @operator) => OperatorText.Names(Member.Name, @operator).ToArray() is [var (name, _)]
        ? name
        : throw Unsendable("a condition must have exactly one operator");

    private ArgumentException Unsendable(string reason) =>
        new($"The filter {Member.Property} can't be sent: {reason}.");
}
