namespace Requests.Contracts;

/// <summary>Names a technical issue.</summary>
/// <param name="Value">The bare UUID.</param>
[Id]
public readonly partial record struct TechnicalIssueId(Guid Value);
