namespace TestDigitalPlatform;

/// <summary>The operators of a filter.</summary>
[Flags]
public enum Operators
{
    /// <summary>No operator: the filter can't be used.</summary>
    None = 0,

    /// <summary><c>field=value</c>, or several values for "any of these" (50 at most).</summary>
    Equal = 1,

    /// <summary><c>field.ne=value</c>: not equal, or no value.</summary>
    NotEqual = 2,

    /// <summary><c>field.gt=value</c>.</summary>
    GreaterThan = 4,

    /// <summary><c>field.gte=value</c>.</summary>
    AtLeast = 8,

    /// <summary><c>field.lt=value</c>.</summary>
    LessThan = 16,

    /// <summary><c>field.lte=value</c>.</summary>
    AtMost = 32,

    /// <summary><c>field.contains=text</c>, case-insensitive.</summary>
    Contains = 64,

    /// <summary><c>field.startsWith=text</c>, case-insensitive.</summary>
    StartsWith = 128,

    /// <summary><c>field.null=true</c> or <c>false</c>.</summary>
    Null = 256,

    /// <summary>The four order comparisons.</summary>
    Range = GreaterThan | AtLeast | LessThan | AtMost,

    /// <summary>Equality and both text searches.</summary>
    Text = Equal | NotEqual | Contains | StartsWith,
}
