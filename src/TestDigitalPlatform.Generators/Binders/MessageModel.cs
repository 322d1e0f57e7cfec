using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Binders;

/// <summary>How a message is made from a request.</summary>
/// <param name="Name">The message's own name.</param>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="Route">What the path carries, in its order.</param>
/// <param name="Sent">What the query string or the body carries.</param>
/// <param name="Files">What the body carries when it is a file: one at most.</param>
internal sealed record MessageModel(
    string Name, string FullName, Sequence<FieldModel> Route, Sequence<FieldModel> Sent, Sequence<FieldModel> Files)
{
    public IEnumerable<FieldModel> Fields => Route.Concat(Sent);

    /// <summary>Whether what does not stand in the path stands in the query string.</summary>
    public bool IsInAddress(bool isCommand) => !isCommand || Files.Count > 0;
}

/// <summary>One part of a message.</summary>
/// <param name="Property">Its name in C#.</param>
/// <param name="Name">Its name for callers.</param>
/// <param name="Form">What carries it.</param>
/// <param name="Place">How it gets into the message.</param>
/// <param name="Argument">Its place in the constructor; -1 for a property beside it.</param>
/// <param name="Type">The property's type, with the <c>?</c> of a nullable reference.</param>
/// <param name="ReadType">The type of what is read: for a list or filter, of one value.</param>
/// <param name="Initial">What it is when it is not sent.</param>
/// <param name="DeclaredBy">The type that declares the property.</param>
/// <param name="Traits">How it may be sent, as C#; for a filter its operators.</param>
/// <param name="Rules">Validation attributes, as C# that makes them.</param>
/// <param name="RulesWithin">Those that may look at the whole message.</param>
internal sealed record FieldModel(
    string Property, string Name, FieldForm Form, FieldPlace Place, int Argument,
    string Type, string ReadType, string Initial, string DeclaredBy, string Traits,
    Sequence<string> Rules, Sequence<string> RulesWithin)
{
    /// <summary>The static field that describes it.</summary>
    public string Description => Property + "Field";

    /// <summary>
    /// The local variable that its value is read into; the ending keeps it clear of keywords and of our own names.
    /// </summary>
    public string Local => Naming.Camel(Property) + "Value";

    /// <summary>The name of the constructor's parameter; <see langword="null"/> for a property beside it.</summary>
    public string? Parameter { get; init; }

    /// <summary>The property's type, as <c>typeof</c> takes it.</summary>
    public string DeclaredType { get; init; } = "";

    /// <summary>Whether a caller must send it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is one of those that every list has.</summary>
    public bool IsPaging { get; init; }

    /// <summary>How a list can be filtered by it, as C#; <see langword="null"/> when it is no filter.</summary>
    public string? Operators { get; init; }

    /// <summary>Whether its value is no single word, so that what lies within has to be looked at.</summary>
    public bool HasParts { get; init; }
}

internal enum FieldForm
{
    /// <summary>A value of its own type.</summary>
    Value,

    /// <summary>Several values in a query string, for a property that takes a list.</summary>
    List,

    /// <summary>Several values in a query string, for a property that takes an array.</summary>
    Array,

    /// <summary>Conditions in a query string.</summary>
    Filter,

    /// <summary>The body as a file.</summary>
    File,
}

internal enum FieldPlace
{
    /// <summary>The constructor or the object initializer.</summary>
    Always,

    /// <summary>Its setter, and only when it was sent: what the contract initialised it with stays otherwise.</summary>
    Setter,

    /// <summary>A copy of the record, and only when it was sent: setters of a generic base can't be reached.</summary>
    Copy,
}
