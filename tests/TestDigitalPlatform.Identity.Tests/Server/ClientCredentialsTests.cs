using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Server;

public sealed class ClientCredentialsTests(ProviderFixture provider)
{
    [Fact]
    public async Task Gives_a_service_a_token_that_services_accept()
    {
        var client = await provider.Service.Register("erp-of-acme", ClientKind.Service, actsAs: Role.CustomerUser, customer: "acme");

        var answer = await provider.Service.RequestToken(new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.Secret,
            ["scope"] = "tdp",
        });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var token = new JsonWebToken(answer.Json.GetProperty("access_token").GetString());
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Issuer.ShouldBe(ProviderService.Issuer);
        token.Audiences.ShouldBe(["tdp"]);
        token.Subject.ShouldBe("erp-of-acme");
        token.GetClaim("role").Value.ShouldBe("customer-user");
        token.GetClaim("customer").Value.ShouldBe("acme");
    }
}
