namespace Requests;

/// <summary>What the rules need to know about a technical issue.</summary>
internal sealed record TechnicalIssue(TechnicalIssueId Id, IssueStatus Status, long Version);
