using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using TestDigitalPlatform.Hosting.Binding.Shapes;
using TestDigitalPlatform.Hosting.Binding.Validation;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>One part of a message, as a caller names it. Made by generated binders, once per process.</summary>
public abstract class Field
{
    private protected Field(string name, FieldTraits traits, ValueRule[] rules) =>
        (Name, Utf8Name, Traits, Rules) = (name, Encoding.UTF8.GetBytes(name), traits, rules);

    /// <summary>The name in camel case, as it stands in a body, a query string or a route.</summary>
    public string Name { get; }

    internal byte[] Utf8Name { get; }

    internal FieldTraits Traits { get; }

    internal ValueRule[] Rules { get; }

    /// <summary>
    /// The operators that may follow the name in a query string; <see cref="Operators.None"/> for a plain parameter.
    /// </summary>
    internal virtual Operators Operators => Operators.None;

    internal bool IsRequired => (Traits & FieldTraits.Required) != 0;
}

/// <summary>A part of a message with a value of a known type.</summary>
/// <param name="name">The name in camel case.</param>
/// <param name="traits">How it may be sent.</param>
/// <param name="rules">What the contract's attributes say about the value.</param>
/// <typeparam name="T">The type of its value; for a list in a query string, of one item.</typeparam>
public sealed class Field<T>(string name, FieldTraits traits, params ValidationAttribute[] rules)
    : Field(name, traits, ValueRule.Of(rules, typeof(T)))
{
    /// <summary>The message and its property: what a list or a map may hold stands there.</summary>
    /// <value>Nothing for single values.</value>
    public (Type Message, string Property)? Source { get; init; }

    /// <summary>How to check what is not a single value; made when it is first sent.</summary>
    internal ValueShape Shape => field ??= ValueShape.Of(typeof(T), Nullability);

    private NullabilityInfo? Nullability => Source is var (message, property) && Array.Find(message.GetProperties(), p => p.Name == property) is { } at
        ? new NullabilityInfoContext().Create(at)
        : null;
}

/// <summary>A field that a list can be narrowed by.</summary>
/// <param name="name">The name in camel case.</param>
/// <param name="operators">What a caller may use.</param>
/// <param name="rules">What the contract's attributes say about whole values; a part of a text is held to none.</param>
/// <typeparam name="T">The type of the values that it is compared with.</typeparam>
public sealed class FilterField<T>(string name, Operators operators, params ValidationAttribute[] rules)
    : Field(name, FieldTraits.None, ValueRule.Of(rules, typeof(T)))
{
    internal override Operators Operators { get; } = operators;
}
