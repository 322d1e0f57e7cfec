namespace TestDigitalPlatform;

/// <summary>The kind of a refusal, which sets the HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>Not allowed in the current state: 409.</summary>
    Conflict,

    /// <summary>Never allowed with these values: 422.</summary>
    Invalid,

    /// <summary>The item does not exist, or the caller has no access to it: 404.</summary>
    NotFound,

    /// <summary>The caller is not allowed to do this to the item: 403.</summary>
    Forbidden,
}
