using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Binders;

/// <summary>Reads what a message consists of, and what about it no request could carry.</summary>
internal static class MessageModelReader
{
    /// <returns>The model; <see langword="null"/> when there are <paramref name="flaws"/>.</returns>
    public static MessageModel? Read(
        ITypeSymbol type, bool isCommand, string path, Compilation compilation, ICollection<MessageFlaw> flaws)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } message
            || !message.IsSeenIn(compilation)
            || ContractMember.Constructor(message) is null)
        {
            flaws.Add(new MessageFlaw(
                "", "generated code can't construct it: make it a public sealed record"));
            return null;
        }

        var (names, found) = (RouteTemplate.Parameters(path), flaws.Count);
        if (ContractMember.HasNoChosenConstructor(message))
            flaws.Add(new MessageFlaw(
                "", "JSON can't choose between its constructors: add [JsonConstructor] to the one that makes it"));
        var parts = ContractMember.Of(message);
        foreach (var alike in parts.GroupBy(part => part.JsonName).Where(same => same.Count() > 1))
            flaws.Add(new MessageFlaw(
                alike.Last().Name,
                $"'{alike.First().Name}' has the public name '{alike.Key}' of another member: rename one of them"));
        var route = names.Select(name => parts.FirstOrDefault(p => AreAlike(p.Name, name))).ToArray();
        var unread = parts.Except(route).Where(part => part!.IsUnread).ToArray();
        foreach (var ignored in unread.Where(part => part!.IsRequired))
            flaws.Add(new MessageFlaw(
                ignored!.Name, "JSON ignores it, so that nobody can send it: give it a default, or remove [JsonIgnore]"));
        foreach (var missing in names.Where((_, i) => route[i] is null))
            flaws.Add(new MessageFlaw(missing, "") { IsRoute = true });

        var reader = new FieldReader(message, compilation, flaws);
        var fromRoute = names.Zip(route, (name, part) => part is null ? null : reader.FromRoute(part, name)).ToArray();
        var files = parts.Where(part => part.Type.IsOurs("Upload")).ToArray();
        if (UploadFlaw(message, files, isCommand) is { } flaw)
            flaws.Add(flaw);
        var fromElsewhere = parts
            .Except(route)
            .Except(unread)
            .Except(files)
            .Select(part => isCommand && files.Length == 0 ? reader.FromBody(part!) : reader.FromQuery(part!))
            .ToArray();
        return flaws.Count > found
            ? null
            : new MessageModel(
                message.Name, message.Full(), Found(fromRoute), Found(fromElsewhere), Found(files.Select(reader.FromFile)));
    }

    private static MessageFlaw? UploadFlaw(INamedTypeSymbol message, ContractMember[] files, bool isCommand)
    {
        if (files.Length == 0)
            return null;
        var name = files[files.Length - 1].Name;
        if (!isCommand)
            return new(name, "a query has no body: take the file by a command");
        if (files.Length > 1)
            return new(name, "a request has one body, and so one file: take each file by a command of its own");
        if (files[0].Type.AllowsNull())
            return new(name, "the file is the body, which is always there: make it Upload");
        return message.Attribute("PublicAttribute") is null
            ? null
            : new(name, "a file is kept for a customer, and nobody signed in for it: replace [Public] by [Allow]");
    }

    private static Sequence<FieldModel> Found(IEnumerable<FieldModel?> fields) =>
        fields.OfType<FieldModel>().ToSequence();

    private static bool AreAlike(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Why a part of a message can't come out of a request.</summary>
/// <param name="Part">The property, or the parameter of the route.</param>
/// <param name="Reason">The reason, to follow "because".</param>
internal sealed record MessageFlaw(string Part, string Reason)
{
    /// <summary>Whether a route parameter has no property.</summary>
    public bool IsRoute { get; init; }

    public string Text => Part.Length == 0 ? Reason : $"'{Part}': {Reason}";
}
