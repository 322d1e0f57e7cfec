using System.Collections;
using System.Text;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>Writes one property of a message into a query string.</summary>
internal abstract class QueryPart(MemberDescription member)
{
    protected MemberDescription Member { get; } = member;

    internal static QueryPart Of(MemberDescription member)
    {
        if (member.Operators != Operators.None)
            return (QueryPart)Activator.CreateInstance(
                typeof(FilterPart<>).MakeGenericType(member.Type.GetGenericArguments()), member)!;
        return member.IsList ? new ListPart(member) : new ValuePart(member);
    }

    /// <exception cref="ArgumentException">It says something that a query string can't.</exception>
    internal abstract void Write(StringBuilder query, object message);

    protected static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
}

/// <summary>One value; a null is left out, for a query string has none.</summary>
internal sealed class ValuePart(MemberDescription member) : QueryPart(member)
{
    // Of those that every list has, what says nothing new is left out: addresses stay short, kept answers are found.
    private readonly object? usual = member.IsPaging
        ? member.Name switch { "limit" => PageQuery<object>.DefaultLimit, "count" => false, _ => null }
        : null;

    internal override void Write(StringBuilder query, object message)
    {
        if (Member.Get(message) is { } value && !value.Equals(usual))
            Append(query, Member.Name, AddressText.Of(value));
    }
}

/// <summary>Several values; an empty list is left out.</summary>
internal sealed class ListPart(MemberDescription member) : QueryPart(member)
{
    internal override void Write(StringBuilder query, object message)
    {
        if (Member.Get(message) is not IEnumerable values)
            return;
        var text = AddressText.Of(values.Cast<object>());
        if (text.Length > 0 || values.Cast<object>().Any())
            Append(query, Member.Name, text);
    }
}
