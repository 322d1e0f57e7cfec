namespace Requests.Contracts;

/// <summary>Names a comment on a request.</summary>
/// <param name="Value">The bare UUID.</param>
[Id]
public readonly partial record struct CommentId(Guid Value);
