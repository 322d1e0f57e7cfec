using System.Text.Json;
using TestDigitalPlatform.Identity.Tests.Revocations;
using TestDigitalPlatform.Tests.Shared;

namespace TestDigitalPlatform.Identity.Tests.Interop;

/// <summary>A client that nobody here wrote signs a person in: npm's <c>openid-client</c>.</summary>
public sealed class OpenIdClientTests(LiveProvider live) : IClassFixture<LiveProvider>
{
    [Theory]
    [InlineData(ClientKind.Web, false, true)]
    [InlineData(ClientKind.Native, true, null)]
    public async Task Signs_in_refreshes_asks_and_revokes(ClientKind kind, bool rotates, bool? isActive)
    {
        var (request, user) = await live.ClientAndUser($"interop-{kind}".ToLowerInvariant(), kind);
        var folder = NodeTools.NewFolder();
        try
        {
            var program = Path.Combine(folder, "openid-client.mjs");
            File.Copy(
                Path.Combine(Repository.Root, "tests", "TestDigitalPlatform.Identity.Tests", "Interop", "openid-client.mjs"), program);

            var (exitCode, output) = NodeTools.RunProgram(
                program, ("ISSUER", live.Issuer), ("CLIENT", request.Client.ClientId), ("SECRET", request.Client.Secret),
                ("REDIRECT", AuthorizationRequest.Redirect), ("SIGN_IN", $"{live.Issuer}test/sign-in/{user}"));

            exitCode.ShouldBe(0, output);
            var told = JsonDocument.Parse(output).RootElement;
            told.Text("sub").ShouldBe(user);
            told.Text("email").ShouldBe("grace@acme.example");
            told.Text("type").ShouldBe("bearer");
            told.GetProperty("rotated").GetBoolean().ShouldBe(rotates);
            (told.GetProperty("active") is { ValueKind: JsonValueKind.True or JsonValueKind.False } active ? active.GetBoolean() : (bool?)null)
                .ShouldBe(isActive);
            told.Text("refused").ShouldBe("invalid_grant");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
