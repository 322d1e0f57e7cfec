using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class SchemaNamesTests
{
    private readonly SchemaNames names = new();

    [Fact]
    public void Gives_two_types_of_one_name_two_names()
    {
        names.Of(typeof(Home.Address), SchemaUse.Response).ShouldBe(("HomeAddress", true));
        names.Of(typeof(Work.Address), SchemaUse.Response).ShouldBe(("WorkAddress", true));
        names.Of(typeof(Contracts.Place), SchemaUse.Response).ShouldBe(("Place", true));
        names.Of(typeof(Places.Place), SchemaUse.Response).ShouldBe(("PlacesPlace", true));
    }

    [Fact]
    public void Gives_a_type_the_same_name_each_time()
    {
        names.Of(typeof(Contracts.Place), SchemaUse.Response).IsNew.ShouldBeTrue();
        names.Of(typeof(Contracts.Place), SchemaUse.Response).ShouldBe(("Place", false));
    }

    [Fact]
    public void Tells_what_is_sent_from_what_is_answered()
    {
        names.Of(typeof(Contracts.Place), SchemaUse.Request).Name.ShouldBe("PlaceInput");
        names.Of(typeof(Contracts.SubmitTicket), SchemaUse.Request).Name.ShouldBe("SubmitTicket");
    }

    [Fact]
    public void Spells_generic_types_out() =>
        names.Of(typeof(Page<Dictionary<string, Contracts.Ticket[]>>), SchemaUse.Response).Name
            .ShouldBe("PageOfDictionaryOfStringAndListOfTicket");

    private static class Home
    {
        internal sealed record Address;
    }

    private static class Work
    {
        internal sealed record Address;
    }
}
