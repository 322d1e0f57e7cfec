using OpenIddict.Abstractions;
using TestDigitalPlatform.Identity.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TestDigitalPlatform.Identity.Clients;

/// <summary>What an application of each kind may do at the provider.</summary>
internal static class ClientRules
{
    internal static readonly Refusal NeedsRedirectUri = new(
        "clients.needs_redirect_uri",
        "People can't return to the application. Give it at least one redirect URI; a service has none.");

    internal static readonly Refusal BadRedirectUri = new(
        "clients.invalid_redirect_uri",
        "A redirect URI can't be used. Give absolute https addresses without a fragment; http is for loopback addresses, and a native "
        + "application may have a scheme of its own, such as com.example.app:/callback.");

    internal static readonly Refusal NeedsRole = new(
        "clients.needs_role",
        "Only a service has a role, and it needs one: with a customer for a customer's role, and without one for the platform's roles.");

    private static readonly string[] Protocol =
    [
        OpenIddictConstants.Permissions.Endpoints.Token, OpenIddictConstants.Permissions.Endpoints.Revocation,
        OpenIddictConstants.Permissions.Endpoints.Introspection,
        OpenIddictConstants.Permissions.Prefixes.Scope + Server.Scopes.Platform,
    ];

    private static readonly string[] People =
    [
        OpenIddictConstants.Permissions.Endpoints.Authorization, OpenIddictConstants.Permissions.Endpoints.PushedAuthorization,
        OpenIddictConstants.Permissions.GrantTypes.AuthorizationCode, OpenIddictConstants.Permissions.GrantTypes.RefreshToken,
        OpenIddictConstants.Permissions.ResponseTypes.Code,
        OpenIddictConstants.Permissions.Scopes.Profile, OpenIddictConstants.Permissions.Scopes.Email,
        OpenIddictConstants.Permissions.Prefixes.Scope + OpenIddictConstants.Scopes.OfflineAccess,
    ];

    /// <summary>Why an application can't be registered like this, if so.</summary>
    internal static Refusal? WhyNot(RegisterClient command)
    {
        var addresses = command.RedirectUris ?? [];
        if (command.Kind is ClientKind.Service)
            return addresses.Count > 0 ? BadRedirectUri : HasRole(command) ? null : NeedsRole;
        if (command is not { ActsAs: null, Customer: null, Permissions: null or [] })
            return NeedsRole;
        if (addresses.Count == 0)
            return NeedsRedirectUri;
        return addresses.All(address => IsAddress(address, command.Kind is ClientKind.Native)) ? null : BadRedirectUri;
    }

    internal static ClientSettings Settings(RegisterClient command) => new()
    {
        ApplicationType = command.Kind is ClientKind.Native ? ApplicationTypes.Native : ApplicationTypes.Web,
        // Administrators register the platform's own applications; people are not asked about these.
        ConsentType = ConsentTypes.Implicit,
        Permissions = command.Kind is ClientKind.Service
            ? [.. Protocol, OpenIddictConstants.Permissions.GrantTypes.ClientCredentials]
            : [.. Protocol, .. People],
        RedirectUris = [.. command.RedirectUris ?? []],
        Identity = command.ActsAs is { } role
            ? new ClientIdentity(role, command.Customer?.Value, [.. command.Permissions ?? []])
            : null,
    };

    private static bool HasRole(RegisterClient command) => command.ActsAs is { } role
        && command.Customer is null == role is Role.PlatformAdministrator or Role.PlatformMaintenance;

    // RFC 9700, section 2.1, and RFC 8252, section 7.
    private static bool IsAddress(string text, bool isNative) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Fragment: "", UserInfo: "" }
        && text.Length <= 2_000 && !text.Contains('#') && !text.Contains('*')
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            || (isNative && address.Scheme.Contains('.')));
}
