using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

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
            || message.DataConstructor(compilation) is not { } constructor)
        {
            flaws.Add(new MessageFlaw(
                "", "generated code can't construct it: make it a public sealed record"));
            return null;
        }

        var parts = Parts(message, constructor);
        var names = RouteTemplate.Parameters(path);
        var found = flaws.Count;
        foreach (var alike in parts.GroupBy(part => Naming.Camel(part.Name)).Where(same => same.Count() > 1))
            flaws.Add(new MessageFlaw(
                alike.Last().Name,
                $"'{alike.First().Name}' has the public name '{alike.Key}' of another member: rename one of them"));
        var route = names.Select(name => parts.FirstOrDefault(p => AreAlike(p.Name, name))).ToArray();
        foreach (var missing in names.Where((_, i) => route[i] is null))
            flaws.Add(new MessageFlaw(missing, "") { IsRoute = true });

        var reader = new FieldReader(message, compilation, flaws);
        var fromRoute = names.Zip(route, (name, part) => part is null ? null : reader.FromRoute(part, name)).ToArray();
        var files = parts.Where(part => part.Type.IsOurs("Upload")).ToArray();
        if (UploadFlaw(message, files, isCommand) is { } flaw)
            flaws.Add(flaw);
        var fromElsewhere = parts
            .Except(route)
            .Except(files)
            .Select(part => isCommand && files.Length == 0 ? reader.FromBody(part!) : reader.FromQuery(part!))
            .ToArray();
        return flaws.Count > found
            ? null
            : new MessageModel(
                message.Name, message.Full(), Found(fromRoute), Found(fromElsewhere), Found(files.Select(reader.FromFile)));
    }

    private static List<MessagePart> Parts(INamedTypeSymbol message, IMethodSymbol constructor)
    {
        var properties = message.DataProperties();
        var parts = constructor.Parameters
            .Select(given => new MessagePart(
                given,
                properties.FirstOrDefault(p => p.Name == given.Name)
                    ?? properties.FirstOrDefault(p => AreAlike(p.Name, given.Name))))
            .ToList();
        var covered = new HashSet<ISymbol?>(parts.Select(part => part.Property), SymbolEqualityComparer.Default);
        parts.AddRange(properties
            .Where(p => p.IsSettable() && !p.IsIgnoredInJson() && !covered.Contains(p))
            .Select(p => new MessagePart(null, p)));
        return parts;
    }

    private static MessageFlaw? UploadFlaw(INamedTypeSymbol message, MessagePart[] files, bool isCommand)
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

/// <summary>A constructor parameter, a property, or both.</summary>
internal sealed record MessagePart(IParameterSymbol? Parameter, IPropertySymbol? Property)
{
    public string Name => Property?.Name ?? Parameter!.Name;

    public ITypeSymbol Type => Property?.Type ?? Parameter!.Type;

    public IEnumerable<AttributeData> Attributes =>
        (Property?.GetAttributes() ?? []).Concat(Parameter?.GetAttributes() ?? []);
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
