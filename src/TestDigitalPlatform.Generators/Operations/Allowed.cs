using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>What one <c>[Allow]</c> says.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Roles">The roles; none for everybody who is signed in.</param>
/// <param name="Permission">What they need besides, if anything.</param>
internal sealed record Allowed(AttributeData Attribute, IReadOnlyList<TypedConstant> Roles, string? Permission)
{
    public static IReadOnlyList<Allowed> Of(ITypeSymbol message) =>
    [
        .. message.Attributes("AllowAttribute")
            .Select(a => new Allowed(a, a.Listed() ?? [], a.Named<string>("Permission"))),
    ];

    /// <summary>The roles as they are called in C#.</summary>
    public IEnumerable<string> RoleNames =>
        Roles.Select(role => Literal.Of(role)).Select(text => text.Substring(text.LastIndexOf('.') + 1));
}
