namespace Requests.Contracts;

/// <summary>Permissions for users.</summary>
[Permissions]
public static class RequestPermissions
{
    /// <summary>Assign the customer's requests.</summary>
    public const string Assign = "requests.assign";
}
