namespace Requests.Contracts;

/// <summary>The kind of a comment.</summary>
public enum CommentKind
{
    /// <summary>A comment.</summary>
    Comment,

    /// <summary>What was done when the request was resolved.</summary>
    Resolution,

    /// <summary>Why the request was rejected.</summary>
    Rejection,

    /// <summary>Why the request was reopened.</summary>
    Reopening,
}
