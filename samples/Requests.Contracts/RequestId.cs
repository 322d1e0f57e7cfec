namespace Requests.Contracts;

/// <summary>Names a request.</summary>
/// <param name="Value">The bare UUID; version 7, so that ids sort by when requests were submitted.</param>
[Id]
public readonly partial record struct RequestId(Guid Value);
