using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Binding.Validation;
using TestDigitalPlatform.Hosting.Languages;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>
/// Reads a message out of a request, and collects everything that is wrong with it. Used by generated binders.
/// </summary>
/// <remarks>It serves one request. What it says about wrong values shows at most 50 characters of them.</remarks>
public sealed class RequestBinding
{
    private const int MaxErrors = 50;

    private readonly HttpContext context;
    private readonly ReadOnlyMemory<byte> body;
    private List<WordedError>? errors;

    /// <summary>Begins to read a request.</summary>
    /// <param name="context">The request, already routed.</param>
    /// <param name="body">Its whole body; empty for a query.</param>
    public RequestBinding(HttpContext context, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        (this.context, this.body) = (context, body);
    }

    /// <summary>What is wrong, the first 50; empty when the request can be understood.</summary>
    public IReadOnlyList<FieldError> Errors => errors is null ? [] : [.. errors.Select(error => error.InEnglish())];

    /// <summary>The same, to be said in the caller's language.</summary>
    internal IReadOnlyList<WordedError> Worded => errors ?? (IReadOnlyList<WordedError>)[];

    /// <summary>Whether anything is wrong.</summary>
    public bool Failed => errors is not null;

    /// <summary>The file that is the request's body, stored already.</summary>
    public Upload? Upload { get; init; }

    /// <summary>Reads a parameter of the route.</summary>
    /// <returns>The value; the type's default when it is wrong, which <see cref="Errors"/> then says.</returns>
    public T Route<T>(Field<T> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (RouteText.TryRead(context, field.Name, out var text))
            return TryRead(field, text, out T value) && Keeps(field, value) ? value : default!;
        Add(field.Name, "invalid_text", PercentText.NotDecodable(field.Name));
        return default!;
    }

    /// <summary>Begins to read the query string.</summary>
    /// <param name="fields">All that it may hold.</param>
    public QueryReader Query(FieldSet fields) => new(this, fields, context.Request.QueryString);

    /// <summary>Begins to read the JSON body.</summary>
    /// <param name="fields">All that it may hold.</param>
    /// <remarks>A command takes nothing from the query string, so what stands there is refused.</remarks>
    public BodyReader Body(FieldSet fields)
    {
        if (context.Request.QueryString.HasValue)
            RefuseQuery();
        return new(this, fields, body.Span);
    }

    /// <summary>Holds a value that was put together from several parameters against its rules.</summary>
    public void Check(Field field, object? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        Rules.Check(this, field.Name, value, field.Rules);
    }

    /// <summary>Holds a value against rules that look at the whole message.</summary>
    /// <param name="message">The message, complete.</param>
    /// <param name="field">The part of it.</param>
    /// <param name="member">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="rules">The rules.</param>
    public void CheckWithin(
        object message, Field field, string member, object? value, params ValidationAttribute[] rules)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(rules);
        var type = value?.GetType() ?? typeof(object);
        Rules.CheckWithin(this, field.Name, value, ValueRule.Of(rules, type), Whole(message, member, field.Name));
    }

    /// <summary>Whether the body ended in a way that leaves open what it would have held.</summary>
    internal bool HasBrokenBody { get; set; }

    /// <summary>What a rule may look at besides its value.</summary>
    internal ValidationContext Whole(object owner, string member, string name) =>
        new(owner, context.RequestServices, null) { MemberName = member, DisplayName = name };

    /// <summary>How many objects and lists were found within fields.</summary>
    internal int Structures { get; set; }

    /// <summary>Whether more errors would not be told.</summary>
    internal bool IsFull => errors?.Count >= MaxErrors;

    internal void Add(string field, string code, Phrase message)
    {
        errors ??= [];
        if (errors.Count < MaxErrors)
            errors.Add(new WordedError(field, code, message));
    }

    /// <summary>Reads a value from a word of the address.</summary>
    internal bool TryRead<T>(Field field, ReadOnlySpan<char> text, out T value, string? name = null)
    {
        name ??= field.Name;
        value = default!;
        if (!Text.IsStorable(text))
            Add(name, "invalid_text", Text.NoText(name));
        else if ((field.Traits & FieldTraits.OwnLength) == 0 && Text.IsLonger(text, Text.MaxInAddress))
            Add(name, "too_long", Text.TooLong(name, text, Text.MaxInAddress));
        else if (!ValueFormat<T>.FromText(text, out value))
            Add(name, "invalid_value", $"'{Text.Shown(text)}' is not {ValueFormat<T>.Expected}.");
        else
            return true;
        return false;
    }

    /// <summary>Holds a value against the field's rules; without any it costs nothing, not even a box.</summary>
    internal bool Keeps<T>(Field<T> field, T value) =>
        field.Rules.Length == 0 || Rules.Check(this, field.Name, value, field.Rules);

    private void RefuseQuery()
    {
        var query = Query(new FieldSet());
        while (query.Next())
        {
            // Each parameter is unknown here, and told so by the reader itself.
        }
    }
}
