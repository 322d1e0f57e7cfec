namespace PublicApi.Tests;

public sealed class ApiDifferenceTests
{
    [Fact]
    public void Names_what_is_gone_and_what_is_new_below_their_types() =>
        ApiDifference.Between("public class A\n    public int One()\n    public int Two()\n", "public class A\n    public int One()\n    public long Two()\n\npublic class B\n")
            .ShouldBe(
                "  gone  public class A\n            public int Two()\n"
                + "  new   public class A\n            public long Two()\n  new   public class B");
}
