namespace TestDigitalPlatform;

/// <summary>What sort of "no" a refusal is.</summary>
public enum RefusalKind
{
    /// <summary>The state of things does not allow it now: 409.</summary>
    Conflict,

    /// <summary>What was asked can never be done as asked: 422.</summary>
    Invalid,

    /// <summary>There is no such thing, or none that the caller may see: 404.</summary>
    NotFound,

    /// <summary>The caller may not do this to this thing: 403.</summary>
    Forbidden,
}
