namespace TestDigitalPlatform;

/// <summary>How a filter may compare.</summary>
[Flags]
public enum Operators
{
    /// <summary>Nothing: the filter can't be used.</summary>
    None = 0,

    /// <summary><c>field=value</c>, or several values for "any of these" (50 at most).</summary>
    Equal = 1,

    /// <summary><c>field.ne=value</c>: any other value, or none at all.</summary>
    NotEqual = 2,

    /// <summary><c>field.gt=value</c>.</summary>
    GreaterThan = 4,

    /// <summary><c>field.gte=value</c>.</summary>
    AtLeast = 8,

    /// <summary><c>field.lt=value</c>.</summary>
    LessThan = 16,

    /// <summary><c>field.lte=value</c>.</summary>
    AtMost = 32,

    /// <summary><c>field.contains=text</c>, without regard to case.</summary>
    Contains = 64,

    /// <summary><c>field.startsWith=text</c>, without regard to case.</summary>
    StartsWith = 128,

    /// <summary><c>field.null=true</c> or <c>false</c>.</summary>
    Null = 256,

    /// <summary>The four comparisons of something that has an order.</summary>
    Range = GreaterThan | AtLeast | LessThan | AtMost,

    /// <summary>Equality and both searches within a text.</summary>
    Text = Equal | NotEqual | Contains | StartsWith,
}
