using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.OpenApi.Comments;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>One property of a contract, as JSON has it.</summary>
internal sealed record Member
{
    /// <summary>Its name in JSON and in the query string.</summary>
    internal required string Name { get; init; }

    /// <summary>Its name in C#, which a route names it by.</summary>
    internal required string PropertyName { get; init; }

    internal required Type Type { get; init; }

    /// <summary>Whether it is a sensitive value; <see cref="Type"/> is what that is of.</summary>
    internal required bool IsSensitive { get; init; }

    /// <summary>Whether it, and what it holds, may be null.</summary>
    internal required NullabilityInfo Nullability { get; init; }

    /// <summary>Whether a caller must send it.</summary>
    internal required bool Required { get; init; }

    /// <summary>The attributes of the property and of the record's parameter.</summary>
    internal required IReadOnlyList<Attribute> Attributes { get; init; }

    /// <summary>What it is when it is not sent; <see langword="null"/> when that is nothing worth saying.</summary>
    internal required JsonNode? Default { get; init; }

    internal required DocComment Comment { get; init; }

    /// <summary>Whether a caller can say it at all; what is only computed stands in answers alone.</summary>
    internal required bool IsSettable { get; init; }

    /// <summary>Whether answers hold it at all.</summary>
    internal required bool IsGettable { get; init; }

    /// <summary>Whether an answer may leave it out.</summary>
    internal required bool IsLeftOut { get; init; }

    /// <summary>Whether any attribute limits its value.</summary>
    internal bool HasRules => Attributes.Any(a => a is ValidationAttribute and not RequiredAttribute);

    /// <summary>The same as a member of a message, as callers send it.</summary>
    internal Member As(MemberDescription described) => this with
    {
        Name = described.Name,
        Required = described.IsRequired,
        Default = described.IsRequired ? null : Default,
        IsSettable = true,
    };

    internal bool IsIn(SchemaUse use) => use is SchemaUse.Response ? IsGettable : IsSettable;

    internal bool IsRequiredIn(SchemaUse use) => use is SchemaUse.Response ? !IsLeftOut : Required && IsSettable;

    /// <summary>
    /// Whether it may be null; what is required by an attribute may not, whatever its type. A sensitive value is null once it
    /// was erased.
    /// </summary>
    internal bool IsNullableIn(SchemaUse use) =>
        (IsSensitive && use is SchemaUse.Response)
        || (Nullability.ReadState is NullabilityState.Nullable
            && (use is SchemaUse.Response || Attribute<RequiredAttribute>() is null));

    internal T? Attribute<T>()
        where T : Attribute => Attributes.OfType<T>().FirstOrDefault();
}
