using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Identity.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>Makes the principals that OpenIddict makes tokens of.</summary>
internal sealed class TokenPrincipal(IdentityProviderOptions options)
{
    /// <summary>For a person.</summary>
    /// <param name="account">The account, as it is now.</param>
    /// <param name="signIn">What is known of the sign-in: <c>sid</c>, <c>auth_time</c> and <c>amr</c> are taken from it.</param>
    /// <param name="scopes">What the client may do.</param>
    internal ClaimsPrincipal Of(TokenAccount account, ClaimsPrincipal signIn, ImmutableArray<string> scopes)
    {
        var identity = New();
        identity.SetClaim(Claims.Subject, account.User.Value);
        Add(identity, account.Role, account.Customer?.Value, account.Permissions);
        identity.SetClaim(ClaimNames.Session, signIn.GetClaim(ClaimNames.Session));
        if (long.TryParse(signIn.GetClaim(ClaimNames.AuthenticationTime), out var time))
            identity.SetClaim(ClaimNames.AuthenticationTime, time);
        AddList(identity, ClaimNames.AuthenticationMethods, Methods(signIn));
        identity.SetClaim(Claims.Name, account.DisplayName);
        identity.SetClaim(Claims.Email, account.Email);
        identity.SetClaim(Claims.EmailVerified, account.EmailVerified);
        return Finish(identity, scopes);
    }

    /// <summary>For a client that acts by itself (RFC 6749, section 4.4): the subject is its id (RFC 9068, section 2.2).</summary>
    internal ClaimsPrincipal Of(StoredClient client, ClientIdentity rights, ImmutableArray<string> scopes)
    {
        var identity = New();
        identity.SetClaim(Claims.Subject, client.ClientId);
        Add(identity, rights.Role, rights.Customer, rights.Permissions);
        return Finish(identity, scopes);
    }

    private static ClaimsIdentity New() => new("TestDigitalPlatform.Identity", Claims.Name, Claims.Role);

    private static void Add(ClaimsIdentity identity, Role role, string? customer, IReadOnlyList<string> permissions)
    {
        identity.SetClaim(ClaimNames.Role, TokenClaims.Text(role));
        if (customer is not null)
            identity.SetClaim(ClaimNames.Customer, customer);
        if (permissions.Count > 0)
            AddList(identity, ClaimNames.Permissions, permissions);
    }

    // A list of one would else be written as a text.
    private static void AddList(ClaimsIdentity identity, string name, IEnumerable<string> values) =>
        identity.AddClaim(new Claim(name, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray));

    // A cookie repeats the claim; a token has a list in it.
    private static IEnumerable<string> Methods(ClaimsPrincipal signIn) => signIn.FindAll(ClaimNames.AuthenticationMethods)
        .SelectMany(claim => claim.Value.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(claim.Value)! : [claim.Value]);

    private ClaimsPrincipal Finish(ClaimsIdentity identity, ImmutableArray<string> scopes)
    {
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(options.Audience);
        principal.SetDestinations(claim => Destinations(claim, scopes));
        return principal;
    }

    // The access token says who calls and with which rights; what else is known of a person is for the client that asked for it.
    private static string[] Destinations(Claim claim, ImmutableArray<string> scopes) => claim.Type switch
    {
        Claims.Subject or ClaimNames.Session or ClaimNames.AuthenticationTime or ClaimNames.AuthenticationMethods =>
            [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
        ClaimNames.Role or ClaimNames.Customer or ClaimNames.Permissions => [OpenIddictConstants.Destinations.AccessToken],
        Claims.Name when scopes.Contains("profile") => [OpenIddictConstants.Destinations.IdentityToken],
        Claims.Email or Claims.EmailVerified when scopes.Contains("email") => [OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };
}
