namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>How a field may be sent.</summary>
[Flags]
public enum FieldTraits
{
    /// <summary>It may be left out, and is never null.</summary>
    None = 0,

    /// <summary>It must be sent.</summary>
    Required = 1,

    /// <summary>It may be null in a JSON body.</summary>
    Nullable = 2,

    /// <summary>
    /// Its own rules bound its length, so the platform's bound (10,000 characters in a body, 200 in an address) is off.
    /// </summary>
    OwnLength = 4,
}
