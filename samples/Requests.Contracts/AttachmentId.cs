namespace Requests.Contracts;

/// <summary>Names a file that is attached to a request.</summary>
/// <param name="Value">The bare UUID.</param>
[Id]
public readonly partial record struct AttachmentId(Guid Value);
