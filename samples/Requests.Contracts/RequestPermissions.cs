namespace Requests.Contracts;

/// <summary>What users can be granted beyond their role.</summary>
[Permissions]
public static class RequestPermissions
{
    /// <summary>Say who is to attend to the customer's requests.</summary>
    public const string Assign = "requests.assign";
}
