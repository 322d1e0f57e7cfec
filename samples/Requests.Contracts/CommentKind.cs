namespace Requests.Contracts;

/// <summary>On what occasion a comment was written.</summary>
public enum CommentKind
{
    /// <summary>Simply said.</summary>
    Comment,

    /// <summary>What was done when the request was resolved.</summary>
    Resolution,

    /// <summary>Why the request was rejected.</summary>
    Rejection,

    /// <summary>Why the request was reopened.</summary>
    Reopening,
}
