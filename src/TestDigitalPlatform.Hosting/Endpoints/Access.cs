using Microsoft.AspNetCore.Authorization;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Who may use an operation or an endpoint.</summary>
/// <param name="IsOpen">Everybody may, signed in or not.</param>
/// <param name="Allowed">Those who may; empty for everybody who is signed in, <see langword="null"/> when nobody
/// may.</param>
internal sealed record Access(bool IsOpen, IReadOnlyList<AllowedCallers>? Allowed)
{
    private static readonly Access Closed = new(false, null);

    /// <summary>Whether nobody may, since nobody has said who may.</summary>
    internal bool IsClosed => Allowed is null;

    /// <summary>The same in a sentence.</summary>
    internal string Sentence => this switch
    {
        { IsOpen: true } => "Allowed: everybody, signed in or not.",
        { Allowed: null } => "Allowed: nobody.",
        { Allowed.Count: 0 } => "Allowed: everybody who is signed in.",
        _ => $"Allowed: {string.Join(", ", Allowed.Select(Words))}.",
    };

    /// <summary>What the metadata says last was said closest to the endpoint, and wins: a group may be open, and one
    /// endpoint in it not. What is said in one place several times are alternatives.</summary>
    internal static Access Of(IEnumerable<object> metadata)
    {
        var (access, place) = (Closed, (object?)null);
        foreach (var item in metadata)
        {
            var (said, where) = item switch
            {
                AllowAttribute allow => (allow, typeof(AllowAttribute)),
                AllowMetadata allow => (allow.Allow, allow.Place),
                _ => (null, (object?)null),
            };
            if (said is not null)
            {
                access = new Access(false, [.. where == place ? access.Allowed! : [], new(said.Roles, said.Permission)]);
                place = where;
            }
            else if (item is PublicAttribute or IAllowAnonymous)
            {
                (access, place) = (new Access(true, []), null);
            }
        }

        return access;
    }

    internal static Access Of(Operation operation) => new(operation.IsPublic, operation.Allowed);

    /// <summary>Whether a caller of the role may, at least with a permission.</summary>
    internal bool Allows(Role role) => IsOpen || Allowed?.Includes(role) is true;

    internal bool Allows(Caller? caller) => IsOpen || (caller is not null && Allowed?.Includes(caller) is true);

    private static string Words(AllowedCallers allowed)
    {
        var who = allowed.Roles.Count == 0 ? "everybody who is signed in" : string.Join(", ", allowed.Roles);
        return allowed.Permission is null ? who : $"{who} with the permission `{allowed.Permission}`";
    }
}
