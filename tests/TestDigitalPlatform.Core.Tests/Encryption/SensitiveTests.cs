using System.Text.Json;

namespace TestDigitalPlatform.Core.Tests.Encryption;

public sealed class SensitiveTests
{
    private sealed record Holder(string Name, Sensitive<string> Email, Sensitive<int>? Age);

    private static readonly Holder Grace = new("Grace", "grace@acme.example", new Sensitive<int>(42));

    [Fact]
    public void Shows_nothing_of_itself()
    {
        Grace.ToString().ShouldBe("Holder { Name = Grace, Email = •••, Age = ••• }");
        Grace.Email.SearchKey().ToString().ShouldBe("•••");
        JsonSerializer.Serialize(Grace).ShouldNotContain("grace@");
        typeof(Sensitive<string>).GetProperties().Select(p => p.Name).ShouldBe(["IsErased"]);
    }

    [Fact]
    public void Is_plain_over_http_and_null_when_erased()
    {
        var json = JsonSerializer.Serialize(Grace, PlatformJson.Options);

        json.ShouldBe("""{"name":"Grace","email":"grace@acme.example","age":42}""");
        JsonSerializer.Deserialize<Holder>(json, PlatformJson.Options).ShouldBe(Grace);
        JsonSerializer.Serialize(default(Sensitive<string>), PlatformJson.Options).ShouldBe("null");
        JsonSerializer.Deserialize<Sensitive<string>>("null", PlatformJson.Options).IsErased.ShouldBeTrue();
    }

    [Fact]
    public void Is_equal_by_its_value()
    {
        Sensitive<string> one = "a";
        (one == "a").ShouldBeTrue();
        (one == "b").ShouldBeFalse();
        one.GetHashCode().ShouldBe(new Sensitive<string>("a").GetHashCode());
        (default(Sensitive<string>) == one).ShouldBeFalse();
        (default(Sensitive<string>) == default).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => default(Sensitive<string>).Reveal());
    }

    [Fact]
    public void Stands_in_a_statement_as_itself_so_that_a_decision_can_be_tested()
    {
        Sql sql = $"update person set email = {Grace.Email} where floor = {3}";

        sql.Values.ShouldBe([Grace.Email, 3]);
    }
}
