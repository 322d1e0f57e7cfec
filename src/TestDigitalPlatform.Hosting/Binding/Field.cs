using System.ComponentModel.DataAnnotations;
using System.Text;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>One part of a message, as a caller names it. Made by generated binders, once per process.</summary>
public abstract class Field
{
    private protected Field(string name, FieldTraits traits, ValidationAttribute[] rules) =>
        (Name, Utf8Name, Traits, Rules) = (name, Encoding.UTF8.GetBytes(name), traits, rules);

    /// <summary>The name in camel case, as it stands in a body, a query string or a route.</summary>
    public string Name { get; }

    internal byte[] Utf8Name { get; }

    internal FieldTraits Traits { get; }

    internal ValidationAttribute[] Rules { get; }

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
    : Field(name, traits, rules);

/// <summary>A field that a list can be narrowed by.</summary>
/// <param name="name">The name in camel case.</param>
/// <param name="operators">What a caller may use.</param>
/// <typeparam name="T">The type of the values that it is compared with.</typeparam>
public sealed class FilterField<T>(string name, Operators operators) : Field(name, FieldTraits.None, [])
{
    internal override Operators Operators { get; } = operators;
}
