namespace TestDigitalPlatform.Identity.Server;

/// <summary>The address that is the provider's name.</summary>
internal static class Issuer
{
    /// <exception cref="PlatformException">TDP0502: it can't be used.</exception>
    internal static void Check(Uri issuer, bool isDevelopment)
    {
        if (issuer is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (issuer.Scheme == Uri.UriSchemeHttps || (isDevelopment && issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
            return;
        throw new PlatformException("TDP0502", $"The issuer '{issuer}' can't be used. Set {IdentityProviderOptions.SectionName}:Issuer to "
            + "the https address of the front, without path, query and fragment, such as https://login.example.com; "
            + "http is for localhost in Development only.");
    }
}
